using System.Text;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>
/// A refused request, as Kubernetes would answer it. It crosses silos, so it carries its status as text.
/// </summary>
[GenerateSerializer]
public sealed class ApiException : Exception
{
    /// <summary>Wraps an answer.</summary>
    public ApiException(Status status)
        : base(status.Message) => StatusJson = ResourceJson.Serialize(status);

    /// <summary>The answer as JSON.</summary>
    [Id(0)]
    public string StatusJson { get; set; }

    /// <summary>The answer.</summary>
    public Status Status => ResourceJson.Deserialize<Status>(Encoding.UTF8.GetBytes(StatusJson));
}
