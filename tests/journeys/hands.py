"""Two ways to use a page: with a mouse, and with the keyboard alone."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

MOST_TABS = 160
AT = "s => document.activeElement.matches(s)"


@dataclass(frozen=True)
class Mouse:
    """Clicks what is pointed at."""

    page: Page

    def press(self, selector: str) -> None:
        """Press a link, a button, a heading that unfolds."""
        self.page.locator(selector).first.click()

    def type(self, selector: str, text: str) -> None:
        """Put a text into a field."""
        field = self.page.locator(selector).first
        field.click()
        field.fill(text)

    def choose(self, selector: str, value: str, said: str) -> None:
        """Choose one of a list, which has a value and begins with `said`."""
        self.page.locator(selector).select_option(value)

    def most(self, slider: str) -> None:
        """Move a slider to its right end."""
        box = self.page.locator(slider).bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)


@dataclass(frozen=True)
class Keyboard:
    """Tabs from where the focus is: nothing is clicked and no focus is set by a script."""

    page: Page

    def reach(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(AT, selector):
                return
        pytest.fail(f"{selector} is not reached by {MOST_TABS} tabs")

    def press(self, selector: str) -> None:
        """Press Enter on a link, a button, a heading that unfolds."""
        self.reach(selector)
        self.page.keyboard.press("Enter")

    def type(self, selector: str, text: str) -> None:
        """Put a text into a field in place of what is there."""
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector: str, value: str, said: str) -> None:
        """Choose one of a list, which has a value and begins with `said`."""
        self.reach(selector)
        self.page.keyboard.type(said)
        assert self.page.locator(selector).input_value() == value

    def most(self, slider: str) -> None:
        """Move a slider to its right end."""
        self.reach(slider)
        self.page.keyboard.press("End")


HANDS = {"mouse": Mouse, "keyboard": Keyboard}
