"""What every part of a study is made of: rounded numbers, and parts that do not change."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict

Real = Annotated[float, AfterValidator(lambda value: round(value, 9) + 0.0)]
"""A float rounded to nine decimals: the last bits of a sum differ between machines."""

Interval = tuple[Real, Real]
"""Low and high end: of a 95 % interval, unless a field says otherwise."""


class Part(BaseModel):
    """Common manners of every part of a study."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        ser_json_inf_nan="constants",
    )
