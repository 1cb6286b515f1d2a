"""Figures: charts, and whatever else is drawn, as pictures within the page."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from helpers.page.fragments import Fragment, element, page
from helpers.page.shares import once

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from helpers.charts import Chart


@once
def figure(chart: Figure | Chart, caption: str = "") -> Fragment:
    """A chart, or any figure, as a PNG within the page; its label is the alternative text."""
    data = base64.b64encode(picture(chart)).decode("ascii")
    image = element("img", src=f"data:image/png;base64,{data}", alt=str(chart.get_label()))
    name = caption or title(chart)
    frame = element("div", image, class_="scroll", role="region", tabindex=0, aria_label=f"Chart: {name}")
    return page(element("figure", frame, element("figcaption", caption) if caption else None))


def title(chart: Figure | Chart) -> str:
    """The title that stands in a chart."""
    return next((words.get_text() for words in chart.texts), "")


def picture(chart: Figure | Chart) -> bytes:
    """A chart as a PNG; a figure that somebody made otherwise may have more colours than a chart, and keeps them."""
    if hasattr(chart, "as_png"):
        return chart.as_png()
    made = io.BytesIO()
    chart.savefig(made, format="png", dpi=200, transparent=True, metadata={"Software": None})
    return made.getvalue()
