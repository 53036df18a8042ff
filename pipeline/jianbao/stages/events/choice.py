"""Which of the triggers of a headline and lead tell the events of an article."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.article import Span
from jianbao.categories import EventType
from jianbao.stages.events.triggers import Grounds, Trigger, find_triggers

# What a trigger in the first line or sentence weighs; in the i-th, an i-th of that.
_HEADLINE, _LEAD = 2.0, 1.0
_LEAST = 0.5  # a trigger in the second sentence of the lead, where nothing weighs more
_LEAST_SHARE = 0.25  # of the weightiest type


def choose_triggers(
    text: str, heads: Sequence[Span], lead: Sequence[Span], most: int, grounds: Grounds | None = None
) -> list[Trigger]:
    """One trigger per type, at most ``most``, in order of the text; the trigger in the lead rather than the headline.

    text: folded. heads: the lines of the headline. lead: the first sentences of the body. grounds: where none counts.
    """
    weights: dict[EventType, float] = {}
    chosen: dict[EventType, Trigger] = {}
    for weight, spans in ((_HEADLINE, heads), (_LEAD, lead)):
        for i, span in enumerate(spans):
            for trigger in find_triggers(text, span.start, span.end, grounds):
                weights[trigger.type] = weights.get(trigger.type, 0.0) + weight / (1 + i)
                known = chosen.get(trigger.type)
                if known is None or (spans is lead and known.start < lead[0].start):
                    chosen[trigger.type] = trigger
    least = max(_LEAST, _LEAST_SHARE * max(weights.values(), default=0.0))
    ranked = sorted(weights, key=lambda kind: (-weights[kind], chosen[kind].start))
    kept = [kind for kind in ranked if weights[kind] >= least][:most]
    return sorted((chosen[kind] for kind in kept), key=lambda trigger: trigger.start)
