namespace Orchestrator.Agent.Images;

/// <summary>An image may not be pulled and is not there.</summary>
internal sealed class ImageMissingException(string message) : Exception(message);
