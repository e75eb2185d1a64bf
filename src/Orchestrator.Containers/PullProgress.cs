namespace Orchestrator.Containers;

/// <summary>One step of a pull, as the engine tells it.</summary>
/// <param name="Layer">Which layer, shortened; an empty string where it is about the image.</param>
/// <param name="Status">The engine's words, such as <c>Downloading</c>.</param>
/// <param name="CurrentBytes">How far the layer's step is; 0 where it is not counted.</param>
/// <param name="TotalBytes">How far it has to go; 0 where that is not known.</param>
public sealed record PullProgress(string Layer, string Status, long CurrentBytes, long TotalBytes);
