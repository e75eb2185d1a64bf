namespace Orchestrator.Resources.Patching;

/// <summary>A patch that is not applied. Nothing of it was.</summary>
/// <param name="fault">Why it is not applied.</param>
/// <param name="path">Where: the path of a field, or the operation and its pointer; empty where the patch as a whole is meant.</param>
/// <param name="problem">What is wrong, for a person, without the path.</param>
public sealed class PatchException(PatchFault fault, string path, string problem)
    : Exception(path.Length == 0 ? problem : $"{path}: {problem}")
{
    /// <summary>Why it is not applied.</summary>
    public PatchFault Fault { get; } = fault;

    /// <summary>Where: the path of a field, or the operation and its pointer; empty where the patch as a whole is meant.</summary>
    public string Path { get; } = path;
}
