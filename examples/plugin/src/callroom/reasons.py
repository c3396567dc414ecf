"""What the kinds' reasons say, with the reasons' facts in their places."""

from __future__ import annotations

REASONS = {
    "nobody-talked": {
        "en": "None of those with a good claim talked with the customer in that time.",
        "zh": "持有有效建档的人在此期间均未与客户通话。",
    },
    "talked-alone": {
        "en": "{agent} alone talked with the customer, {minutes} minutes in all.",
        "zh": "只有{agent}与客户通话，共{minutes}分钟。",
    },
    "talked-longest": {
        "en": "{agent} talked with the customer longest, {minutes} minutes in all; by the time talked, {commission}.",
        "zh": "{agent}与客户通话最久，共{minutes}分钟；按通话时间，{commission}。",
    },
    "sold-by-evening": {
        "en": "{agent} has a part of the commission and called the customer on the evening shift.",
        "zh": "{agent}分得佣金，且在晚班与客户通话。",
    },
    "sold-by-night": {
        "en": "{agent} has a part of the commission and called the customer on the night shift.",
        "zh": "{agent}分得佣金，且在夜班与客户通话。",
    },
}
