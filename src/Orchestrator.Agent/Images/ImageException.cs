namespace Orchestrator.Agent.Images;

/// <summary>A container's image cannot be had now.</summary>
/// <param name="reason">Kubernetes' reason, such as <c>ErrImagePull</c>.</param>
/// <param name="message">What is wrong, and what would help.</param>
/// <param name="inner">What it came of.</param>
internal sealed class ImageException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Kubernetes' reason, which the container's status gets.</summary>
    public string Reason { get; } = reason;
}
