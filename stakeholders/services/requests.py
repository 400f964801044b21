"""Anyone may ask to take part, and is verified by the organisation or by the Secretariat."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from compact.models import Country, StakeholderType
from compact.models.participation import MEMBER_STATE
from stakeholders import rules
from stakeholders.choices import Role, Standing
from stakeholders.models import JoinRequest, Membership, Organisation, User
from stakeholders.record import acting
from stakeholders.services.errors import (
    AlreadyAskedError,
    AlreadyDecidedError,
    AlreadyMemberError,
    NoReasonError,
    NotAllowedError,
    NotVerifiedError,
    RoleDoesNotFitError,
    TooManyRequestsError,
)
from stakeholders.services.roles import begin

# Each one sends mail to somebody.
MOST_OPEN_REQUESTS = 5


@transaction.atomic
def name_organisation(
    *,
    name: str,
    type: StakeholderType,
    by: User,
    country: Country | None = None,
    website: str = "",
) -> Organisation:
    """Name a new organisation; one that has this name, type and country already is found."""
    if type.code == MEMBER_STATE:
        raise RoleDoesNotFitError
    same = Organisation.objects.not_declined().called(name).filter(type=type, country=country)
    if found := same.first():
        return found
    try:
        with transaction.atomic(), acting(by, "name"):
            return Organisation.objects.create(
                name=name, type=type, country=country, website=website
            )
    except IntegrityError:
        return same.get()  # somebody was quicker by a moment


@transaction.atomic
def ask_to_take_part(*, organisation: Organisation, by: User, message: str = "") -> JoinRequest:
    if organisation.standing == Standing.DECLINED:
        raise NotVerifiedError
    if organisation.memberships.active().filter(user=by).exists():
        raise AlreadyMemberError
    if by.join_requests.waiting().count() >= MOST_OPEN_REQUESTS:
        raise TooManyRequestsError
    try:
        with transaction.atomic():
            return JoinRequest.objects.create(user=by, organisation=organisation, message=message)
    except IntegrityError as error:
        raise AlreadyAskedError from error


@transaction.atomic
def verify_request(*, request: JoinRequest, by: User) -> Membership:
    """Let the person take part; an organisation that was new is verified with them."""
    if not rules.may_decide(by, request):
        raise NotAllowedError
    _decide(request, by=by, standing=Standing.VERIFIED)
    with acting(by, "verify"):
        if request.organisation.standing != Standing.VERIFIED:
            _stand(request.organisation, Standing.VERIFIED)
        role = request.organisation.role_on_joining
        held = _held(request, role)
        return held or begin(request.user, request.organisation, role, by=by)


@transaction.atomic
def decline_request(*, request: JoinRequest, by: User, reason: str) -> None:
    """Say no, and why. A new organisation that nobody else asks for is declined with it."""
    if not rules.may_decide(by, request):
        raise NotAllowedError
    if not reason.strip():
        raise NoReasonError
    _decide(request, by=by, standing=Standing.DECLINED, reason=reason.strip())
    organisation = request.organisation
    still_asked_for = organisation.join_requests.waiting().exists()
    if organisation.standing == Standing.PENDING and not still_asked_for:
        with acting(by, "decline"):
            _stand(organisation, Standing.DECLINED)


@transaction.atomic
def verify_organisation(*, organisation: Organisation, by: User) -> None:
    if not rules.is_secretariat(by):
        raise NotAllowedError
    if organisation.standing == Standing.VERIFIED:
        raise AlreadyDecidedError
    with acting(by, "verify"):
        _stand(organisation, Standing.VERIFIED)


def _decide(request: JoinRequest, *, by: User, standing: Standing, reason: str = "") -> None:
    waiting = JoinRequest.objects.waiting().filter(pk=request.pk)
    now = timezone.now()
    if not waiting.update(standing=standing, decided_by=by, decided_at=now, reason=reason):
        raise AlreadyDecidedError
    request.refresh_from_db()


def _stand(organisation: Organisation, standing: Standing) -> None:
    organisation.standing = standing
    organisation.save(update_fields=["standing"])


def _held(request: JoinRequest, role: Role) -> Membership | None:
    """The role, if the person got it in another way while the request waited."""
    held = Membership.objects.active().filter(user=request.user, role=role)
    return held.filter(organisation=request.organisation).first()
