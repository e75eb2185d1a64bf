using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is done at a point of a container's life: just one of the three.</summary>
[RefusedField("tcpSocket", 3, FieldType.Object, "a connection alone does nothing to the container; use exec, httpGet or sleep")]
public sealed record LifecycleHandler
{
    [Field(1, "A program that is run in the container.")]
    public ExecAction? Exec { get; init; }

    [Field(2, "An HTTP request to the container.")]
    public HttpGetAction? HttpGet { get; init; }

    [Field(4, "A wait.")]
    public SleepAction? Sleep { get; init; }
}
