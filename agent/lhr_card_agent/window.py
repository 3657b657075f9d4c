"""The consent window: a process of its own, because a window needs the main thread.

Exit code 0 allowed, 1 refused, 2 no window can be had.
"""

from __future__ import annotations

import json
import sys

from lhr_card_agent.consent import CANNOT_ASK, Question

ALLOWED, REFUSED = 0, 1


def main() -> int:
    question = Question(**json.load(sys.stdin))
    try:
        import tkinter as tk
    except ImportError:
        return CANNOT_ASK
    try:
        root = tk.Tk()
    except tk.TclError:
        return CANNOT_ASK
    answer = [REFUSED]

    def choose(code: int) -> None:
        answer[0] = code
        root.destroy()

    root.title("LHR อ่านบัตร")
    root.attributes("-topmost", True)
    for line in question.lines:
        tk.Label(root, text=line, anchor="w", justify="left", wraplength=520, padx=16, pady=4).pack(fill="x")
    buttons = tk.Frame(root, padx=16, pady=12)
    buttons.pack(fill="x")
    # Refusing has the focus: the Enter key pressed for something else must not allow.
    refuse = tk.Button(buttons, text="ไม่อนุญาต", command=lambda: choose(REFUSED))
    refuse.pack(side="right")
    tk.Button(buttons, text="อนุญาต", command=lambda: choose(ALLOWED)).pack(side="right", padx=8)
    refuse.focus_set()
    root.bind("<Escape>", lambda _event: choose(REFUSED))
    root.mainloop()
    return answer[0]


if __name__ == "__main__":
    sys.exit(main())
