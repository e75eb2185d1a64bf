namespace Orchestrator.Containers;

/// <summary>A piece of what a process wrote, with no regard to lines.</summary>
/// <param name="Stream">Where it wrote it.</param>
/// <param name="Bytes">What it wrote; the memory is the reader's. At most 32 KiB.</param>
public readonly record struct ProcessOutput(OutputStream Stream, ReadOnlyMemory<byte> Bytes);
