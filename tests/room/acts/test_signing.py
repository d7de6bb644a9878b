"""Texts: put up, signed in turn, refused; nothing outside mandate, lines or linkages unwaived."""

from __future__ import annotations

import pytest

from room.acts.refusals import agenda, agree, put, refused, sign
from room.house import CASE, House


def test_a_text_holds_what_was_agreed_ad_referendum(here: House) -> None:
    agree(here, port="lease", fish="quota")
    put(here, "port", "fish")
    text = here.state("mediator").texts["text1"]
    assert ({"port": "lease", "fish": "quota"}, "up") == (text.options, text.status)
    assert "leaders" == here.state(None).stage


def test_what_is_not_agreed_is_not_put_up(here: House) -> None:
    here.do("n-principal", "initial", issue="fish", option="quota")
    with refused(here, "“Fishing” is not agreed ad referendum"):
        put(here, "fish")
    agree(here, port="lease")
    here.do("n-principal", "agenda", issues=agenda(here, port={"parked": True}))
    with refused(here, "“The port” is not agreed ad referendum"):
        put(here, "port")


def test_one_text_is_up_at_a_time_and_a_name_is_used_once(here: House) -> None:
    agree(here, port="lease", fish="quota")
    put(here, "port")
    with refused(here, "one text at a time"):
        put(here, "fish", name="text2")
    refuse(here, "n")
    with refused(here, "there was a text `text1` already"):
        put(here, "fish")


def test_a_mediator_puts_nothing_up(here: House) -> None:
    agree(here, port="lease")
    with refused(here, "a mediator's delegation speaks for no party"):
        here.do("m-principal", "put", id="t", name="x", issues=["port"])


def test_a_text_is_signed_when_the_last_has_signed(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    sign(here, "n")
    assert ("up", None) == told(here)
    sign(here, "s")
    assert ("signed", "lease") == told(here)
    with refused(here, "it is closed"):
        sign(here, "s")


def test_nobody_signs_twice_or_for_a_party_that_sits_in_the_room(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    with refused(here, "which has a delegation in this room"):
        here.do("s-leader", "sign", text="text1", stage="leaders", actor="n_lead")
    sign(here, "n")
    with refused(here, "has signed “The text1” already"):
        sign(here, "n")
    with refused(here, "asks for no signature of `s_lead`"):
        here.do("s-leader", "sign", text="text1", stage="teams", actor="s_lead")
    with refused(here, "there is no text `x`"):
        here.do("s-leader", "sign", text="x", stage="leaders", actor="s_lead")


def test_what_is_up_does_not_move(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    for name, fields in (
        ("initial", {"option": "shared"}),
        ("take-back", {}),
        ("escalate", {}),
        ("bracket", {"options": ["lease"], "text": "x"}),
    ):
        with refused(here, "which is up for signature"):
            here.do("s-principal", name, why="x", issue="port", **fields)


def test_a_refusal_has_a_reason_and_sends_the_text_back(here: House) -> None:
    agree(here, port="lease", fish="quota")
    put(here, "port")
    with refused(here, "give a reason"):
        here.do("n-leader", "refuse", text="text1", stage="leaders", actor="n_lead")
    refuse(here, "n")
    state = here.state("south")
    refusal = state.texts["text1"].refusal
    assert refusal is not None
    assert ("refused", "teams", "Not yet") == (
        state.texts["text1"].status,
        refusal.back_to,
        refusal.mark.why,
    )
    assert "teams" == state.stage
    assert ["open", "ad_referendum"] == [
        state.issues[name].state(state.parties) for name in ("port", "fish")
    ]


def test_after_a_refusal_it_can_be_agreed_otherwise_and_signed(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    sign(here, "n")
    refuse(here, "s")
    agree(here, port="shared")
    put(here, "port", name="text2")
    for side in "ns":
        sign(here, side, "text2")
    assert "shared" == here.state(None).issues["port"].signed


def test_nothing_is_signed_outside_a_mandate_that_was_narrowed_since(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    here.do("n-principal", "mandate", allowed={"port": {"shared": "free"}})
    with refused(here, "is outside the mandate"):
        sign(here, "n")
    here.do("n-principal", "waive", why="Agreed with the lead", of="mandate:port=lease")
    sign(here, "n")


def test_a_leader_signs_at_the_edge_of_the_mandate(here: House) -> None:
    here.do("n-principal", "mandate", allowed={"port": {"lease": "edge"}})
    agree(here, port="lease")
    put(here, "port")
    sign(here, "n")


def test_nothing_is_signed_across_a_red_line_drawn_since(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    for side in "ns":
        line = {"never": {"port": "lease"}, "says_who": "No lease"}
        here.do(f"{side}-principal", "red-line", why="x", id="r", **line)
        with refused(here, "crosses the red line `r` (No lease)"):
            sign(here, side)
    here.do("n-principal", "waive", why="For once", of="red_line:r")
    sign(here, "n")


def test_a_red_line_drawn_anew_is_not_covered_by_the_waiver_of_the_old_one(here: House) -> None:
    agree(here, port="lease")
    put(here, "port")
    for never in ({"port": "lease"}, {"port": ["lease", "sale"]}):
        here.do("n-principal", "red-line", why="x", id="r", never=never, says_who="x")
        with refused(here, "crosses the red line `r`"):
            sign(here, "n")
        here.do("n-principal", "waive", why="x", of="red_line:r")
    sign(here, "n")


def test_a_linkage_is_waived_for_one_text(here: House) -> None:
    here.do("n-leader", "waive-linkage", why="For the drafts", linkage="L1")
    agree(here, port="lease", fish="ban")
    put(here, "port", "fish")
    with refused(here, "breaks the linkage `L1`"):
        sign(here, "n")
    here.do("n-leader", "waive-linkage", why="For this text", linkage="L1")
    sign(here, "n")
    refuse(here, "s")
    agree(here, port="lease", fish="ban")
    put(here, "port", "fish", name="text2")
    with refused(here, "breaks the linkage `L1`"):
        sign(here, "n", "text2")


def test_a_waiver_does_not_outlive_the_case_whose_linkage_it_waived(here: House) -> None:
    here.do("n-leader", "waive-linkage", why="For the drafts", linkage="L1")
    agree(here, port="lease", fish="ban")
    put(here, "port", "fish")
    here.do("n-leader", "waive-linkage", why="For this text", linkage="L1")
    here.do("n-principal", "case", text=CASE.replace("fish: ban}]", "fish: [ban, quota]}]"))
    with refused(here, "breaks the linkage `L1`"):
        sign(here, "n")


def test_only_a_linkage_of_the_own_case_is_waived(here: House) -> None:
    with refused(here, "your case has no linkage `x`"):
        here.do("n-leader", "waive-linkage", why="x", linkage="x")
    with refused(here, "your case has no linkage `L1`"):
        here.do("s-leader", "waive-linkage", why="x", linkage="L1")


@pytest.mark.parametrize("side", ["n", "s"])
def test_a_text_that_breaks_one_sides_linkage_waits_for_that_side_alone(
    here: House, side: str
) -> None:
    here.do("n-leader", "waive-linkage", why="x", linkage="L1")
    agree(here, port="lease", fish="ban")
    put(here, "port", "fish")
    if side == "s":
        sign(here, "s")
    else:
        with refused(here, "breaks the linkage `L1`"):
            sign(here, "n")


def refuse(here: House, side: str) -> None:
    """Let a side's leader send the text back."""
    here.do(
        f"{side}-leader",
        "refuse",
        why="Not yet",
        text="text1",
        stage="leaders",
        actor=f"{side}_lead",
    )


def told(here: House) -> tuple[str, str | None]:
    """Return the status of the text, and what is signed on the port."""
    state = here.state("mediator")
    return state.texts["text1"].status, state.issues["port"].signed
