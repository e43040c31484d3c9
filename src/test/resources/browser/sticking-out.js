/** What reaches beyond the right edge of the screen or widens the page, as lines. */
() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const right = (element) => element.getBoundingClientRect().right;
  const sticking = [...document.body.querySelectorAll('*')]
    .filter((element) => element.checkVisibility() && right(element) > clientWidth + 0.5)
    .map((e) => `${e.localName}#${e.id}.${e.className} reaches ${Math.round(right(e))} px`);
  return scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide`, ...sticking] : sticking;
}
