"""What a person answers when asked about preferences; each step has its own form."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from winset.case.numbers import Identifier
from winset.room.elicitation.ranges import Range

Points = Annotated[Decimal, Field(ge=0, le=100, max_digits=12)]

Word = Literal["none", "very_weak", "weak", "moderate", "strong", "very_strong", "extreme"]
"""How much better one option is than another (Bana e Costa and Vansnick 1994), in rising order."""

WORDS: tuple[Word, ...] = get_args(Word)

Label = Annotated[str, Field(pattern=r"^[A-E]$")]


class Form(BaseModel):
    """Common manners: unknown fields are refused, nothing changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rated(Form):
    """Points from 0 to 100; `low` and `high` left out: certain, or open to that side only."""

    mid: Points
    low: Points | None = None
    high: Points | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Rated:
        if (
            not (self.mid if self.low is None else self.low)
            <= self.mid
            <= (self.mid if self.high is None else self.high)
        ):
            raise ValueError("a range is low, middle, high in rising order")
        return self

    def range(self) -> Range:
        """Return the number with its range."""
        low = self.mid if self.low is None else self.low
        high = self.mid if self.high is None else self.high
        return Range(float(low), float(self.mid), float(high))


class Swing(Rated):
    """What it is worth to move one issue from its worst option to its best, 100 for the greatest.

    `rank` 1 is the issue that one would move first; equal ranks are allowed.
    """

    rank: Annotated[int, Field(ge=1, le=1000)]


class Scores(Form):
    """The options of an issue rated: the best 100, the worst 0, the others in between."""

    step: Literal["score"]
    issue: Identifier
    scores: Annotated[dict[Identifier, Rated], Field(min_length=2, max_length=200)]

    @model_validator(mode="after")
    def _anchored(self) -> Scores:
        ranges = [rated.range() for rated in self.scores.values()]
        for end, word in ((100.0, "best"), (0.0, "worst")):
            if Range.exact(end) not in ranges:
                raise ValueError(f"give the {word} option {end:.0f}, without a range")
        return self


class Judgement(Form):
    """One pair of options judged in a word: which is better, and by how much."""

    word: Word
    better: Literal["first", "second"] = "first"


class Worded(Form):
    """The options of an issue compared in words: first option to second option to judgement."""

    step: Literal["words"]
    issue: Identifier
    words: Annotated[
        dict[Identifier, Annotated[dict[Identifier, Judgement], Field(max_length=50)]],
        Field(min_length=1, max_length=50),
    ]

    @model_validator(mode="after")
    def _once(self) -> Worded:
        pairs = [frozenset((a, b)) for a, inner in self.words.items() for b in inner]
        if any(len(pair) == 1 for pair in pairs):
            raise ValueError("an option is compared with another, not with itself")
        if len(set(pairs)) < len(pairs):
            raise ValueError("a pair of options is judged once")
        return self


class Swings(Form):
    """Swing weighting: every issue's swing ranked and rated (von Winterfeldt and Edwards 1986)."""

    step: Literal["swing"]
    swings: Annotated[dict[Identifier, Swing], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _agreeing(self) -> Swings:
        if max(swing.mid for swing in self.swings.values()) != Decimal(100):
            raise ValueError("the greatest swing is rated 100; rate the others against it")
        for a, first in self.swings.items():
            for b, second in self.swings.items():
                if first.rank < second.rank and first.mid < second.mid:
                    raise ValueError(
                        f"{a} is ranked before {b}, but rated below it: change one of the two"
                    )
        return self


class DirectPoints(Form):
    """Weights given outright, in any unit: for experts, in place of swings."""

    step: Literal["points"]
    weights: Annotated[dict[Identifier, Rated], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _some(self) -> DirectPoints:
        if not any(rated.mid for rated in self.weights.values()):
            raise ValueError("give at least one issue a weight above 0")
        return self


Says = Literal["first", "second", "same", "level", "cannot_say"]
Pair = Annotated[dict[Identifier, Identifier], Field(min_length=2, max_length=2)]


class TradeOff(Form):
    """Two packages that differ on two issues, and which is better (Keeney and Raiffa 1976).

    `level`: the two would be equal if the better option on issue `on` were worth that many points
    of the issue's scale. `cannot_say` keeps the question from being asked again.
    """

    step: Literal["trade_off"]
    first: Pair
    second: Pair
    says: Says
    on: Identifier | None = None
    level: Rated | None = None

    @model_validator(mode="after")
    def _whole(self) -> TradeOff:
        if self.first.keys() != self.second.keys():
            raise ValueError("both packages are about the same two issues")
        if any(option == self.second[issue] for issue, option in self.first.items()):
            raise ValueError("the packages differ on both issues")
        if self.says == "level" and (self.on not in self.first or self.level is None):
            raise ValueError("a level needs the issue that it is on, and its points")
        return self


class Ranking(Form):
    """Up to five packages ranked by a person; rank 1 is the best, equal ranks are allowed."""

    step: Literal["ranking"]
    packages: Annotated[
        dict[Label, Annotated[dict[Identifier, Identifier], Field(min_length=1, max_length=200)]],
        Field(min_length=2, max_length=5),
    ]
    ranks: dict[Label, Annotated[int, Field(ge=1, le=5)]]

    @model_validator(mode="after")
    def _every(self) -> Ranking:
        if self.packages.keys() != self.ranks.keys():
            raise ValueError("give every package a rank")
        if len({frozenset(package) for package in self.packages.values()}) > 1:
            raise ValueError("the packages are about the same issues")
        return self


Answer = Annotated[
    Scores | Worded | Swings | DirectPoints | TradeOff | Ranking, Field(discriminator="step")
]
"""An answer of any step."""
