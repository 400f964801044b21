"""Why a verb was refused. Nothing was written."""


class PledgeError(Exception):
    """The verb was refused."""


class NotAllowedError(PledgeError):
    """This person may not do that, or not in this state."""


class StaleSaveError(PledgeError):
    """Another saved in between; what was typed is not written over it."""


class BadPartnerError(PledgeError):
    """The organisation is the pledge's own, is not verified, or was invited already."""


class BadMatchError(PledgeError):
    """There is no published pledge of that code, or it is this one."""


class AlreadyDecidedError(PledgeError):
    """The invitation was answered or taken back in the meantime."""
