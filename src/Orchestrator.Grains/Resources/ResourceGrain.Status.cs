using System.Text.Json.Nodes;
using Orchestrator.Contracts;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Grains.Resources;

/// <summary>What others than the system may say of an object's status.</summary>
public abstract partial class ResourceGrain<T, TState>
{
    /// <inheritdoc/>
    public async Task<Versioned<T>> ReplaceStatus(T resource, WriteOptions options)
    {
        var current = Require(options.ExpectedUid ?? NullIfEmpty(resource.Metadata.Uid), options.ExpectedRevision);
        RequireObserved(current, resource);
        var metadata = current.Metadata with { ManagedFields = resource.Metadata.ManagedFields };
        var replaced = ObjectAdmission.AdmitStatus(TakeStatus(current, resource).WithMetadata(metadata), current);
        if (options.DryRun || ResourceJson.SameContent(current, replaced))
        {
            return new Versioned<T>(replaced, State.Revision);
        }

        await PersistIfChangedAsync(replaced);
        Wake();
        NotifyOwner();
        return Versioned();
    }

    /// <summary>The object without those parts of its status that others may say; nothing of it may they say by default.</summary>
    protected virtual T Observed(T resource) => resource;

    /// <summary>The object with what others say of its status, and what follows from that.</summary>
    protected virtual T TakeStatus(T current, T asked) => current;

    private void RequireObserved(T current, T asked)
    {
        var (observed, said) = (StatusOf(Observed(current)), StatusOf(Observed(asked)));
        var wrong = observed.Concat(said).Select(field => field.Key).Distinct(StringComparer.Ordinal)
            .Where(field => !JsonNode.DeepEquals(observed[field], said[field])).Order(StringComparer.Ordinal).ToList();
        if (wrong.Count > 0)
        {
            throw ApiErrors.Invalid(Description.Group, Description.Kind, Name, [.. wrong.Select(field => new StatusCause
            {
                Reason = FieldErrorReason.Forbidden,
                Field = $"status.{field}",
                Message = "Forbidden: this is what the system observes; others may say conditions of types of their own",
            })]);
        }
    }

    private static JsonObject StatusOf(T resource) => ResourceJson.ToNode(resource)["status"] as JsonObject ?? [];
}
