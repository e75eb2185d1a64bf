using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Creates an object.</summary>
internal sealed class CreateEndpoint<T>(ResourceModel<T> model, IResourceWriter<T> writer, WriteAnswer<T> answer, FieldWriters writers, IIdentities ids)
    where T : class, IResource<T>, new()
{
    /// <summary>A made name that is taken is made again; five draws from 14 million do not fail by chance.</summary>
    private const int NameAttemptsMax = 5;

    /// <summary>As Kubernetes has it, so that a made name is a DNS label wherever the prefix is one.</summary>
    private const int PrefixCharsMax = 58;
    private const int SuffixLength = 5;

    private KindDescription Kind => model.Kind;

    public async Task InvokeAsync(HttpContext context)
    {
        var options = new WriteOptions { DryRun = context.Request.Query.DryRun() };
        var ns = ResourcePath.NamespaceOf(context);
        var resource = ObjectIdentity.InNamespace(await DocumentReading.ReadAsync(context, model), ns);
        if (resource.Metadata.ResourceVersion is not (null or "" or "0"))
        {
            throw ApiErrors.BadRequest("resourceVersion should not be set on objects to be created");
        }

        var created = await CreateAsync(resource, writers.Updating(context, Kind), options, context.RequestAborted);
        await answer.WriteAsync(context, StatusCodes.Status201Created, created.Resource, created.Revision);
    }

    private async Task<Versioned<T>> CreateAsync(T resource, FieldWriter who, WriteOptions options, CancellationToken cancellationToken)
    {
        var prefix = resource.Metadata.Name.Length == 0 ? resource.Metadata.GenerateName : null;
        for (var attempt = 1; ; attempt++)
        {
            var name = prefix is { Length: > 0 } ? prefix[..Math.Min(prefix.Length, PrefixCharsMax)] + ids.NewSuffix(SuffixLength) : resource.Metadata.Name;
            ObjectIdentity.RequireName(Kind, name);
            var named = Acceptance.Complete(model, resource.WithMetadata(resource.Metadata with { Name = name }));
            try
            {
                var key = new ResourceKey(Kind.Group, Kind.Kind, named.Metadata.Namespace, name);
                return await writer.CreateAsync(key, FieldOwnership.AfterUpdate(null, named, who, model), options, cancellationToken);
            }
            catch (ApiException taken) when (taken.Status.Reason == "AlreadyExists" && prefix is { Length: > 0 } && attempt < NameAttemptsMax)
            {
                // The name was drawn before; draw another.
            }
        }
    }
}
