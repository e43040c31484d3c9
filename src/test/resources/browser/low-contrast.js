/**
 * Visible text whose contrast with its ground is below `least` (WCAG 2, 1.4.3), as lines. The
 * browser itself mixes the colours: grounds and text are painted on one pixel.
 */
(least) => {
  const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  const paint = (colour) => {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...brush.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (element) => {
    const grounds = [];
    for (let e = element; e; e = e.parentElement) {
      grounds.unshift(getComputedStyle(e).backgroundColor);
    }
    const ground = ['white', ...grounds].map(paint).at(-1);
    const ink = paint(getComputedStyle(element).color);
    return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
  };
  const isSeen = (element) =>
    element.checkVisibility() && element.getBoundingClientRect().width > 1 && !element.closest('noscript');
  const hasText = (element) =>
    [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
  return [document.body, ...document.body.querySelectorAll('*')]
    .filter((element) => element === document.body || (isSeen(element) && hasText(element)))
    .map((element) => [element, contrast(element)])
    .filter(([, found]) => found < least)
    .map(([e, found]) => `${found.toFixed(2)} ${e.localName}#${e.id}.${e.className}: ${e.textContent.trim()}`);
}
