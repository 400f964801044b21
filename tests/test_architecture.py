"""The house keeps its plan: what no linter knows of directions, names and sizes."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from imrf_portal.celery import app as celery_app
from imrf_portal.schedule import SCHEDULE
from publication.models import Publishable

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    *("imrf_portal", "explore", "desk", "opendata", "reviews", "practices", "pledges"),
    *("dialogues", "publication", "notices", "stakeholders", "compact"),
)
ROOMS = {"reviews", "practices", "pledges", "dialogues"}
DRAWERS = {"common", "core", "utils", "helpers", "util", "misc", "lib", "shared", "base"}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40


def ours() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name in APPS]


def our_models() -> list[type[models.Model]]:
    return [model for config in ours() for model in config.get_models()]


def sources() -> list[Path]:
    """Our own modules, without what Django writes."""
    return sorted(
        path
        for name in APPS
        for path in (ROOT / name).rglob("*.py")
        if "migrations" not in path.parts
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


class TestDirections:
    def test_imports_run_downwards_only(self) -> None:
        command = [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports; exit(lint_imports())",
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        assert "1 kept, 0 broken" in done.stdout

    def test_every_app_of_ours_is_under_the_contract_and_installed(self) -> None:
        assert {config.name for config in ours()} == set(APPS)
        contract = (ROOT / "pyproject.toml").read_text().split("[tool.importlinter]")[1]
        assert all(f'"{name}"' in contract for name in APPS)
        packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
        assert packages == set(APPS)

    def test_no_foreign_key_leads_from_one_room_to_another(self) -> None:
        crossing = [
            f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
            for model in our_models()
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey | models.ManyToManyField)
            and isinstance(field.related_model, type)
            and model._meta.app_label in ROOMS
            and field.related_model._meta.app_label in ROOMS - {model._meta.app_label}
        ]
        assert crossing == []

    def test_no_model_refers_to_one_of_a_higher_floor(self) -> None:
        """A string in a foreign key is no import, so the linter does not see it."""
        floor = {
            **dict.fromkeys(["imrf_portal"], 6),
            **dict.fromkeys(["explore", "desk", "opendata"], 5),
            **dict.fromkeys(ROOMS, 4),
            "publication": 3,
            "notices": 2,
            "stakeholders": 1,
            "compact": 0,
        }
        upwards = [
            f"{model._meta.label}.{field.name}"
            for model in our_models()
            for field in model._meta.fields
            if isinstance(field.related_model, type)
            and field.related_model._meta.app_label in floor
            and floor[field.related_model._meta.app_label] > floor[model._meta.app_label]
        ]
        assert upwards == []


class TestNames:
    def test_there_is_no_drawer_for_whatever_has_no_place(self) -> None:
        names = {path.stem for path in sources()} | {path.parent.name for path in sources()}
        assert names & DRAWERS == set()
        assert {config.label for config in apps.get_app_configs()} & DRAWERS == set()

    def test_sibling_apps_look_alike_inside(self) -> None:
        for config in ours():
            folder = Path(config.path)
            assert (folder / "apps.py").exists()
            assert (folder / "__init__.py").read_text().startswith('"""'), config.name
            assert not (folder / "tests.py").exists()
            assert not ((folder / "models.py").exists() and (folder / "models").exists())

    def test_there_are_no_signals_between_our_apps(self) -> None:
        receivers = [
            place(path)
            for path in sources()
            if re.search(
                r"@receiver|_(save|delete|init)\.connect\(|django\.dispatch", path.read_text()
            )
        ]
        assert receivers == []


class TestSizes:
    def test_every_module_can_be_read_at_a_sitting(self) -> None:
        lengths = {place(path): len(path.read_text().splitlines()) for path in sources()}
        assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}

    def test_every_function_can_be_read_at_a_glance(self) -> None:
        lengths = {
            f"{place(path)}: {function.name}": (function.end_lineno or 0) - function.lineno + 1
            for path in sources()
            for function in ast.walk(tree_of(path))
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION}
        assert long == {}

    def test_every_module_says_what_it_is_for(self) -> None:
        silent = [
            place(path)
            for path in sources()
            if tree_of(path).body and not ast.get_docstring(tree_of(path))
        ]
        assert silent == []


class TestTasks:
    def test_every_task_of_ours_has_an_explicit_name(self) -> None:
        celery_app.loader.import_default_modules()
        named = {
            decorator.keywords[0].value.value
            for path in sources()
            if path.name == "tasks.py"
            for function in tree_of(path).body
            if isinstance(function, ast.FunctionDef)
            for decorator in function.decorator_list
            if isinstance(decorator, ast.Call)
            and decorator.keywords
            and decorator.keywords[0].arg == "name"
            and isinstance(decorator.keywords[0].value, ast.Constant)
        }
        registered = {
            name for name, task in celery_app.tasks.items() if task.__module__.split(".")[0] in APPS
        }
        assert registered == named
        assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", str(name)) for name in named)

    def test_every_job_of_the_schedule_is_a_task_of_ours_with_primitive_arguments(self) -> None:
        celery_app.loader.import_default_modules()
        for job in SCHEDULE.values():
            assert job["task"] in celery_app.tasks
            assert ast.literal_eval(repr(job.get("args", []))) == job.get("args", [])


def constraints() -> Iterator[tuple[type[models.Model], models.BaseConstraint]]:
    for model in our_models():
        for constraint in model._meta.constraints:
            yield model, constraint


class TestModels:
    def test_every_rule_of_the_database_has_a_name_that_says_it(self) -> None:
        names = [constraint.name for _model, constraint in constraints()]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", name) for name in names)

    def test_no_rule_is_kept_without_a_name(self) -> None:
        unnamed = [
            model._meta.label
            for model in our_models()
            if model._meta.unique_together or not all(i.name for i in model._meta.indexes)
        ]
        assert unnamed == []

    def test_what_is_published_keeps_the_rules_of_states(self) -> None:
        for model in our_models():
            if issubclass(model, Publishable):
                names = {constraint.name for constraint in model._meta.constraints}
                kept = {f"{model._meta.model_name}_{rule}" for rule in (
                    "state_is_known", "scheduled_says_when", "published_says_when")}  # fmt: skip
                assert kept <= names, model
                assert not model._meta.get_field("state").editable

    def test_every_model_says_how_it_is_called(self) -> None:
        for model in our_models():
            if "pgh_id" in {field.name for field in model._meta.fields}:
                continue  # made by the library that keeps the record
            assert "verbose_name" in model._meta.original_attrs, model
            assert "__str__" in model.__dict__ or issubclass(model, Publishable), model

    def test_migrations_are_one_line_in_each_app(self) -> None:
        loader = MigrationLoader(None)
        assert loader.detect_conflicts() == {}
        labels = {config.label for config in ours()}
        for (label, name), node in loader.graph.node_map.items():
            followers = [child.key for child in node.children if child.key[0] == label]
            assert label not in labels or len(followers) <= 1, f"{label} {name}: {followers}"


READERS = {"filter", "exclude", "get", "Q"}


def writes_of_state(path: Path) -> list[int]:
    """The lines on which a module writes something called `state`, in whatever way."""
    return sorted({node.lineno for node in ast.walk(tree_of(path)) if writes_state(node)})


def writes_state(node: ast.AST) -> TypeGuard[ast.expr | ast.stmt]:
    match node:
        case ast.Assign(targets=targets):
            return any(map(is_state, targets))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return is_state(target)
        case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), args=args, keywords=keywords):
            named = any(keyword.arg == "state" for keyword in keywords)
            return (named and name not in READERS) or (name == "setattr" and names_state(args))
        case ast.Dict(keys=keys):
            return names_state(keys)
        case ast.Constant(value=str(text)):
            return bool(re.search(r"(?is)\bupdate\b.+\bset\b.+\bstate\b", text))
    return False


def names_state(nodes: Sequence[ast.expr | None]) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == "state" for node in nodes)


def is_state(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "state"


THE_ONE = "publication/moves.py"
# The state of a message is another thing.
OF_MESSAGES = {
    "notices/delivery.py",
    "notices/services.py",
    "imrf_portal/demonstration/ledger.py",
}
# So is that of a partner who was asked, of a file that is brought in; and a State on a card, or in
# a mail.
OF_OTHER_THINGS = {
    "dialogues/registering/places.py",
    "dialogues/discussion/moves.py",
    "pledges/importing/runs.py",
    "pledges/importing/work.py",
    "pledges/importing/writing.py",
    "pledges/listing.py",
    "pledges/services/partners.py",
    "practices/peer_review/moves.py",
    "practices/roster/joining.py",
    "practices/services/adapting.py",
    "practices/services/confirming.py",
    "reviews/extensions.py",
}
# Made-up items with a made-up past, written before anybody could see them.
OF_THE_DEMONSTRATION = {
    "imrf_portal/demonstration/dialogues/comers.py",
    "imrf_portal/demonstration/dialogues/past.py",
    "imrf_portal/demonstration/dialogues/clearances.py",
    "imrf_portal/demonstration/dialogues/contributions.py",
    "imrf_portal/demonstration/pledges/loading.py",
    "imrf_portal/demonstration/practices/adaptations.py",
    "imrf_portal/demonstration/practices/loading.py",
    "imrf_portal/demonstration/practices/parts.py",
    "imrf_portal/demonstration/practices/planning.py",
    "imrf_portal/demonstration/practices/roster.py",
    "imrf_portal/demonstration/practices/rounds.py",
    "imrf_portal/demonstration/practices/scripted.py",
    "imrf_portal/demonstration/reviews.py",
}


class TestOneWriterOfState:
    def test_nobody_else_writes_one(self) -> None:
        found = {place(path) for path in sources() if writes_of_state(path)}
        assert found == {THE_ONE} | OF_MESSAGES | OF_OTHER_THINGS | OF_THE_DEMONSTRATION

    def test_the_outbox_knows_no_item_that_is_published(self) -> None:
        for name in ("delivery", "services"):
            assert "publication" not in (ROOT / "notices" / f"{name}.py").read_text()

    @pytest.mark.parametrize(
        "code",
        [
            "review.state = 'published'",
            "self.item.state: str = 'x'",
            "setattr(review, 'state', 'published')",
            "Review.objects.update(state='published')",
            "Review.objects.filter(pk=1).update(code='x', state='published')",
            "Review.objects.create(state='published')",
            "Review(state='published')",
            "values = {'state': 'published'}",
            "cursor.execute('UPDATE reviews_review SET state = 1')",
        ],
    )
    def test_the_search_finds_every_way_of_writing(self, code: str, tmp_path: Path) -> None:
        path = tmp_path / "intruder.py"
        path.write_text(code)
        assert writes_of_state(path) == [1]

    @pytest.mark.parametrize(
        "code",
        ["review.state == 'published'", "Review.objects.filter(state='x')", "state = review.state"],
    )
    def test_the_search_leaves_readers_alone(self, code: str, tmp_path: Path) -> None:
        path = tmp_path / "reader.py"
        path.write_text(code)
        assert writes_of_state(path) == []

    def test_no_move_can_be_forced(self) -> None:
        forcing = [
            place(path)
            for path in sources()
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.arg | ast.keyword) and node.arg == "force"
        ]
        assert forcing == []


class TestLayers:
    def test_services_know_no_request(self) -> None:
        for path in sources():
            if path.name in {"services.py", "moves.py", "delivery.py", "tasks.py", "reminders.py"}:
                assert "HttpRequest" not in path.read_text(), path

    def test_no_view_moves_around_the_one_function(self) -> None:
        movers = {
            place(path)
            for path in sources()
            if re.search(r"\bmake_move\(", path.read_text()) and "demonstration" not in path.parts
        }
        assert movers == {
            "desk/views/many_at_once.py",
            "dialogues/services/sessions.py",
            "pledges/importing/writing.py",
            "pledges/services/making.py",
            "practices/services/still_true.py",
            "practices/services/deciding.py",
            "practices/services/making.py",
            "publication/moves.py",
            "publication/services.py",
            "publication/views.py",
            "reviews/services/correcting.py",
        }
