"""Every kind of act, under the name by which pages and the API call it."""

from __future__ import annotations

from winset.room.acts import deadlines, drafting, signing, stage, values, waivers
from winset.room.acts.act import Act

ACTS: dict[str, type[Act]] = {
    "agenda": stage.SetAgenda,
    "mandate": stage.GiveMandate,
    "red-line": stage.SetRedLine,
    "lift-red-line": stage.LiftRedLine,
    "stage": stage.OpenStage,
    "clock": stage.SetClock,
    "seat": stage.SeatMember,
    "unseat": stage.UnseatMember,
    "draft": drafting.DraftProposal,
    "table": drafting.TableProposal,
    "withdraw": drafting.WithdrawProposal,
    "bracket": drafting.PlaceBracket,
    "lift-bracket": drafting.LiftBracket,
    "initial": drafting.Initial,
    "take-back": drafting.TakeBack,
    "escalate": drafting.Escalate,
    "comment": drafting.MakeComment,
    "waive": waivers.WaiveMandate,
    "put": signing.PutText,
    "sign": signing.Sign,
    "refuse": signing.Refuse,
    "waive-linkage": waivers.WaiveLinkage,
    "deadline": deadlines.SetDeadline,
    "extend": deadlines.Extend,
    "lapse": deadlines.Lapse,
    "meet": deadlines.Meet,
    "case": values.BringCase,
    "answer": values.AnswerPreference,
    "values": values.SetPreference,
    "keep": values.KeepWhatIf,
}
"""Act by name; POST /rooms/{room}/acts/{name}, and the same under /api/v1."""
