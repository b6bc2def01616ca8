// How much memory the programs of a page have.

/// Runs in the page before anything else: keeps the memory of each program.
export function watchMemory() {
  window.memories = new Set();
  const load = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const loaded = await load(...given);
    if (loaded.instance.exports.memory) window.memories.add(loaded.instance.exports.memory);
    return loaded;
  };
}

export const wasmBytes = (page) => page.evaluate(() => [...window.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
