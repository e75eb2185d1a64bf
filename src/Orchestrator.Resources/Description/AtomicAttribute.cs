namespace Orchestrator.Resources.Description;

/// <summary>Objects of the record are one value: whoever sets a field of one owns all of it, with Kubernetes' meaning of an atomic map.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtomicAttribute : Attribute;
