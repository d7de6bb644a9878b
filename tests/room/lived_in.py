"""A room that is lived in: acts of both sides, private and tabled, with documents and seats."""

from __future__ import annotations

from room.house import CASE, House


def lived_in(here: House) -> House:
    """Return the house after a few acts."""
    here.do("n-principal", "mandate", allowed={"port": {"lease": "free"}}, note="NORTH-ONLY")
    here.do("n-technical", "draft", id="p", name="Draft “é” 🚢", options={"port": "lease"})
    here.do("n-principal", "table", id="p")
    here.do("s-technical", "bracket", issue="port", options=["lease", "sale"], text="底线")
    here.do("s-technical", "comment", on="issue:port", text="SOUTH-ONLY")
    here.do("s-technical", "lift-bracket", issue="port")
    here.do("s-analyst", "case", text=CASE.replace("SECRET", "SOUTHERN"), name="ours.yaml")
    for side in "ns":
        here.do(f"{side}-technical", "initial", issue="port", option="lease")
    here.do("n-principal", "unseat", person=here.people["n-observer"].id)
    return here
