using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Scaling;
using Orchestrator.Gateway.Tables;
using Orchestrator.Gateway.Watching;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>Puts together for a custom kind what is registered once and for all for the others.</summary>
internal sealed class CustomKindEndpoints(IServiceProvider services)
{
    /// <summary>The routes of a kind, and those of its scale where it has one.</summary>
    public IEnumerable<IKindEndpoints> Of(KindDescription kind)
    {
        var model = new CustomModel(kind);
        IResourceWriter<CustomObject> writer = new CustomResourceWriter(kind, Make<PassiveResourceWriter<CustomObject>>(model));
        var table = Make<TableWriter<CustomObject>>(model, new CustomColumns(kind.Custom!));
        var answer = Make<WriteAnswer<CustomObject>>(model, new ObjectAnswer<CustomObject>(table));
        var change = Make<ChangeOfObject<CustomObject>>(model, writer);
        var apply = Make<ApplyPatch<CustomObject>>(model, writer, change, answer);
        var watch = Make<WatchEndpoint<CustomObject>>(model, new WatchLines<CustomObject>(model, table));
        yield return new KindEndpoints<CustomObject>(
            model,
            Make<GetEndpoint<CustomObject>>(model, new ObjectAnswer<CustomObject>(table)),
            Make<ListEndpoint<CustomObject>>(model, table, watch),
            Make<CreateEndpoint<CustomObject>>(model, writer, answer),
            Make<ReplaceEndpoint<CustomObject>>(model, change, answer),
            Make<PatchEndpoint<CustomObject>>(model, change, apply, answer),
            Make<StatusEndpoint<CustomObject>>(model, writer, answer),
            Make<DeleteEndpoint<CustomObject>>(model, writer, answer),
            Make<DeleteCollectionEndpoint<CustomObject>>(model, writer));
        if (kind.Custom!.Scale is { } scale)
        {
            yield return new ScaleRoutes<CustomObject>(model, Make<ScaleEndpoints<CustomObject>>(model, change, answer, AccessBy(scale)));
        }
    }

    private static ScaleAccess<CustomObject> AccessBy(CustomResourceScale scale)
    {
        var wanted = SchemaPath.TryRead(scale.SpecReplicasPath)!;
        var present = SchemaPath.TryRead(scale.StatusReplicasPath)!;
        var selector = scale.LabelSelectorPath is { Length: > 0 } path ? SchemaPath.TryRead(path) : null;
        return new ScaleAccess<CustomObject>
        {
            Wanted = found => Number(wanted, found) ?? throw ApiErrors.Of(
                500, "InternalError", $"Internal error occurred: the spec replicas field \"{scale.SpecReplicasPath}\" does not exist", null),
            Present = found => Number(present, found) ?? 0,
            Selector = found => selector?.First(found.Content) is JsonValue value && value.TryGetValue(out string? text) ? text : null,
            With = (found, replicas) => With(found, wanted.Names!.Value, replicas),
            WantedPath = wanted.Names!.Value,
        };
    }

    private static int? Number(SchemaPath path, CustomObject found) => path.First(found.Content) is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static CustomObject With(CustomObject found, IReadOnlyList<string> path, int replicas)
    {
        var content = (JsonObject)found.Content.DeepClone();
        var holder = path.SkipLast(1).Aggregate(content, (within, name) =>
        {
            if (within[name] is not JsonObject inner)
            {
                within[name] = inner = [];
            }

            return inner;
        });
        holder[path[^1]] = replicas;
        return found with { Content = content };
    }

    private T Make<T>(params object[] parts) => ActivatorUtilities.CreateInstance<T>(services, parts);
}
