"""The addresses that a document leads to, each told once in its relations."""

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from publication.offline.namespaces import RELATIONSHIPS


@dataclass
class Links:
    _known: dict[str, str] = field(default_factory=dict)

    def identity(self, address: str) -> str:
        return self._known.setdefault(address, f"link{len(self._known) + 1}")

    @property
    def relations(self) -> str:
        return "".join(
            f'<Relationship Id="{identity}" Type="{RELATIONSHIPS}/hyperlink" '
            f'Target={quoteattr(address)} TargetMode="External"/>'
            for address, identity in self._known.items()
        )
