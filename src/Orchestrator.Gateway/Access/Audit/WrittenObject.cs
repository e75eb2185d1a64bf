namespace Orchestrator.Gateway.Access.Audit;

/// <summary>The object that a request has written.</summary>
/// <param name="Name">Its name.</param>
internal sealed record WrittenObject(string Name);
