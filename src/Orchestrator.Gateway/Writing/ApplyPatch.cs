using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Server-side apply: creates the object where there is none, else merges what the writer names into it.</summary>
internal sealed class ApplyPatch<T>(
    ResourceModel<T> model, IResourceWriter<T> writer, ChangeOfObject<T> change, WriteAnswer<T> answer, FieldWriters writers, Authorizer authorizer)
    where T : class, IResource<T>, new()
{
    /// <summary>An object that comes or goes between the look and the write is looked for again; who races for longer than this is told so.</summary>
    private const int AttemptsMax = 5;

    private KindDescription Kind => model.Kind;

    /// <summary>Which part of the object is applied; only the object itself is made where there is none.</summary>
    public string Part { get; init; } = WrittenPart.Main;

    /// <summary>Carries out the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The object in its path.</param>
    /// <param name="patch">The document in its body.</param>
    /// <param name="dryRun">Whether it is only tried.</param>
    public async Task InvokeAsync(HttpContext context, ResourceKey key, RequestPatch patch, bool dryRun)
    {
        var who = writers.Applying(context, Kind, Part);
        var asked = patch.Identity();
        var written = (JsonObject)patch.Body;
        if (written["metadata"]?["managedFields"] is not null)
        {
            throw ApiErrors.BadRequest("metadata.managedFields must be nil");
        }

        // What is merged has the name that is there, so what is written is compared before.
        ObjectIdentity.At(model.Read(written), key);
        for (var attempt = 1; ; attempt++)
        {
            var isNew = Part == WrittenPart.Main && await writer.ReadAsync(key, context.RequestAborted) is null;
            if (isNew)
            {
                // Who may patch what is there may not therefore make what is not.
                await authorizer.RequireAsync(context.Caller(), AccessRequest.Of(context) with { Verb = "create" }, context.RequestAborted);
            }

            try
            {
                var applied = isNew
                    ? await CreateAsync(key, asked, written, who, dryRun, context.RequestAborted)
                    : await ChangeAsync(key, asked, patch, who, dryRun, context.RequestAborted);
                await answer.WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, applied.Resource, applied.Revision);
                return;
            }
            catch (ApiException raced) when (raced.Status.Reason == (isNew ? "AlreadyExists" : "NotFound") && attempt < AttemptsMax)
            {
                // Made, or gone, since the look; the next one finds it so.
            }
        }
    }

    private async Task<Versioned<T>> CreateAsync(
        ResourceKey key, ObjectMeta asked, JsonObject written, FieldWriter who, bool dryRun, CancellationToken cancellationToken)
    {
        if (asked.Uid.Length > 0 || asked.ResourceVersion is { Length: > 0 })
        {
            throw ApiErrors.Conflict(Kind.Group, Kind.Plural, key.Name, "a uid or resourceVersion is given, and there is no such object; leave both out to create it");
        }

        ObjectIdentity.RequireName(Kind, key.Name);
        var created = Applied(null, key, written, who, force: false);
        return await writer.CreateAsync(key, created, new WriteOptions { DryRun = dryRun }, cancellationToken);
    }

    private Task<Versioned<T>> ChangeAsync(
        ResourceKey key, ObjectMeta asked, RequestPatch patch, FieldWriter who, bool dryRun, CancellationToken cancellationToken) => change.ApplyAsync(
        key,
        asked.ResourceVersion,
        asked.Uid.Length > 0 ? asked.Uid : null,
        dryRun,
        current => Task.FromResult(Applied(current.Resource, key, (JsonObject)patch.Body, who, patch.Force)),
        cancellationToken);

    private T Applied(T? live, ResourceKey key, JsonObject written, FieldWriter who, bool force)
    {
        try
        {
            return Acceptance.Complete(model, ObjectIdentity.At(ServerSideApply.Apply(live, written, who, force, model), key));
        }
        catch (FieldConflictException conflict)
        {
            throw Refusals.FieldConflict(conflict);
        }
    }
}
