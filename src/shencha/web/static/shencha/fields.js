// Days and files in the language of the page, whatever the browser's: its own words are covered until a field is in use.
(() => {
  const zh = document.documentElement.lang.startsWith("zh");
  const months = "January February March April May June July August September October November December".split(" ");
  const day = written => {
    if (!written) return zh ? "年 / 月 / 日" : "day / month / year";
    const [y, m, d] = written.split("-").map(Number);
    return zh ? `${y}年${m}月${d}日` : `${d} ${months[m - 1]} ${y}`;
  };
  const files = input => {
    const names = [...input.files].map(one => one.name).join(zh ? "、" : ", ");
    return names || (zh ? "未选择文件" : "no file chosen");
  };
  const cover = input => {
    if (input.closest(".in-words") || input.hidden) return;
    const box = document.createElement("span"), shown = document.createElement("span");
    const file = input.type === "file";
    box.className = `in-words ${input.type}${input.classList.contains("short") ? " short" : ""}`;
    shown.setAttribute("aria-hidden", "true");
    input.before(box);
    box.append(input, shown);
    const tell = () => {
      if (file) {
        const act = document.createElement("b");
        act.textContent = zh ? "选择文件" : "Choose files";
        shown.replaceChildren(act, " ", files(input));
      } else shown.textContent = day(input.value);
    };
    for (const on of ["input", "change", "blur"]) input.addEventListener(on, tell);
    input.form?.addEventListener("reset", () => setTimeout(tell));
    tell();
  };
  const all = () => document.querySelectorAll("input[type=date], input[type=file]").forEach(cover);
  all();
  document.body.addEventListener("htmx:load", all);
})();
