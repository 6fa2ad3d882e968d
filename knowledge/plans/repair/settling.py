"""What staff decided about offers: confirmed ones go into the text, rejected ones are dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.plans.repair.model import RepairedLine
from knowledge.plans.repair.suspicion import Offer, apply_offers

Verdicts = Mapping[tuple[str, str], bool]
"""(found, suggested) in small letters; True where staff confirmed that ``suggested`` is meant."""


def settled(line: RepairedLine, verdicts: Verdicts) -> RepairedLine:
    """``line`` as ``verdicts`` want it; what nobody decided stays an offer."""
    sure = [offer for offer in line.offers if verdicts.get(offer.pair) is True]
    open_ = [offer for offer in line.offers if offer.pair not in verdicts]
    if len(open_) == len(line.offers):
        return line
    rest = tuple(_moved(offer, sure) for offer in open_)
    return replace(line, text=apply_offers(line.text, sure), offers=rest)


def _moved(offer: Offer, sure: Sequence[Offer]) -> Offer:
    """``offer`` at its place after those of ``sure`` before it were taken."""
    before = (other for other in sure if other.end <= offer.start)
    shift = sum(len(other.suggested) - len(other.found) for other in before)
    return replace(offer, start=offer.start + shift, end=offer.end + shift)
