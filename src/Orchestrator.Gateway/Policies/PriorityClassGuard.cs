using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Guarding;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Policies;

/// <summary>Lets one priority class at most be the default of all pods.</summary>
internal sealed class PriorityClassGuard(IResourceReader reader) : IWriteGuard<PriorityClass>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<PriorityClass>();

    public async Task RequireAsync(PriorityClass next, PriorityClass? previous, CancellationToken cancellationToken)
    {
        if (!next.GlobalDefault || previous?.GlobalDefault == true)
        {
            return;
        }

        var list = await reader.ListAsync(new ResourceQuery { Group = Kind.Group, Kind = Kind.Kind }, cancellationToken);
        var other = list.Items.Select(item => ResourceJson.Deserialize<PriorityClass>(item.Document.Span))
            .FirstOrDefault(found => found.GlobalDefault && found.Metadata.Name != next.Metadata.Name);
        if (other is not null)
        {
            throw ApiErrors.Forbidden(
                Kind.Group, Kind.Plural, next.Metadata.Name, $"PriorityClass {other.Metadata.Name} is already marked as default. Only one default can exist");
        }
    }
}
