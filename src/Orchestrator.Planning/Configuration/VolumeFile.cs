namespace Orchestrator.Planning.Configuration;

/// <summary>A file of a volume.</summary>
/// <param name="Path">Its path in the volume.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Mode">Who may do what with it, as a number of Unix.</param>
public sealed record VolumeFile(string Path, ReadOnlyMemory<byte> Content, int Mode);
