from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measures:
    agendas: bool
    settle_first: bool
    pairs: bool
    shapley: Literal["all", "drawn"] | None
    orders: int
