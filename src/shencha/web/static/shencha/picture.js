// Move and enlarge a picture by mouse, wheel with Ctrl, or keys; without scripts it scrolls.
"use strict";
for (const frame of document.querySelectorAll(".picture .pan")) {
  const image = frame.querySelector("img");
  let zoom = 1, held = null;
  const scale = (by) => {
    zoom = Math.min(8, Math.max(0.25, zoom * by));
    image.width = Math.round((image.naturalWidth || 760) * zoom);
  };
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    scale(event.deltaY < 0 ? 1.2 : 1 / 1.2);
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") scale(1.2);
    else if (event.key === "-") scale(1 / 1.2);
  });
  frame.addEventListener("pointerdown", (event) => {
    held = [event.clientX + frame.scrollLeft, event.clientY + frame.scrollTop];
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (held) frame.scrollTo(held[0] - event.clientX, held[1] - event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { held = null; });
  image.draggable = false;
}
