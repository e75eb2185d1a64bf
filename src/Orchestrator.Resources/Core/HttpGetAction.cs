using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An HTTP request to a container.</summary>
public sealed record HttpGetAction
{
    [Field(1, "The path.", Default = "\"/\"")]
    public string? Path { get; init; }

    [Field(2, "The port, by number or by its name in the container.", Required = true, Always = true)]
    public IntOrString Port { get; init; }

    [Field(3, "The host that is asked; the pod's address by default.")]
    public string? Host { get; init; }

    [Field(4, "How the host is asked; certificates are not checked.", Default = "\"HTTP\"", OneOf = ["HTTP", "HTTPS"])]
    public string? Scheme { get; init; }

    [Field(5, "Headers of the request; a name may be repeated.")]
    public ImmutableArray<HttpHeader> HttpHeaders { get; init; } = [];
}
