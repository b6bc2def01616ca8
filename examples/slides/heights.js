// Makes each frame of Container Diet as high as it says to be. Before the frames
// in the page, so that nothing they say is missed.
addEventListener("message", ({ source, data }) => {
  if (data?.type !== "container-diet:height" || !Number.isInteger(data.height)) return;
  for (const frame of document.querySelectorAll("iframe.container-diet")) {
    if (frame.contentWindow === source) frame.style.height = `${data.height}px`;
  }
});
