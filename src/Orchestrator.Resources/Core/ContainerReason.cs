namespace Orchestrator.Resources.Core;

/// <summary>Why a container waits or ended.</summary>
public static class ContainerReason
{
    /// <summary>It is being created.</summary>
    public const string ContainerCreating = "ContainerCreating";

    /// <summary>Init containers have their turn first.</summary>
    public const string PodInitializing = "PodInitializing";

    /// <summary>It ended repeatedly, and its next start waits.</summary>
    public const string CrashLoopBackOff = "CrashLoopBackOff";

    /// <summary>Its image can't be pulled.</summary>
    public const string ErrImagePull = "ErrImagePull";

    /// <summary>Its image can't be pulled, and the next attempt waits.</summary>
    public const string ImagePullBackOff = "ImagePullBackOff";

    /// <summary>The node does not hold its image and must not pull it.</summary>
    public const string ErrImageNeverPull = "ErrImageNeverPull";

    /// <summary>Its image's name is not one.</summary>
    public const string InvalidImageName = "InvalidImageName";

    /// <summary>The engine refused to create it.</summary>
    public const string CreateContainerError = "CreateContainerError";

    /// <summary>What it asks for contradicts itself, or its image.</summary>
    public const string CreateContainerConfigError = "CreateContainerConfigError";

    /// <summary>The engine could not start it.</summary>
    public const string RunContainerError = "RunContainerError";

    /// <summary>It ended well.</summary>
    public const string Completed = "Completed";

    /// <summary>It ended badly.</summary>
    public const string Error = "Error";

    /// <summary>It used more memory than its limit.</summary>
    public const string OomKilled = "OOMKilled";

    /// <summary>How it ended can't be found out.</summary>
    public const string ContainerStatusUnknown = "ContainerStatusUnknown";
}
