using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;
using Orleans;

namespace Orchestrator.Gateway.Binding;

/// <summary>Bindings of pods to nodes, by which schedulers of others place pods. A node that has no room refuses.</summary>
internal sealed class BindingEndpoint(IGrainFactory grains, IResourceWriter<Pod> writer, VersionPrecondition precondition)
{
    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    /// <summary>A binding of the pod in the path.</summary>
    public async Task InvokeAsync(HttpContext context) =>
        await BindAsync(context, ObjectIdentity.At(await DocumentReading.ReadAsync<Binding>(context, BindingKind.Description), ResourcePath.KeyOf(context, Kind)));

    /// <summary>A binding that names its pod itself.</summary>
    public async Task InvokeOfNamespaceAsync(HttpContext context)
    {
        var asked = ObjectIdentity.InNamespace(await DocumentReading.ReadAsync<Binding>(context, BindingKind.Description), ResourcePath.NamespaceOf(context));
        ObjectIdentity.RequireName(Kind, asked.Metadata.Name);
        await BindAsync(context, asked);
    }

    private async Task BindAsync(HttpContext context, Binding asked)
    {
        var key = new ResourceKey(Kind.Group, Kind.Kind, asked.Metadata.Namespace, asked.Metadata.Name);
        var node = NodeOf(asked);
        var found = await writer.ReadAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var uid = found.Resource.Metadata.Uid;
        var order = new BindingOrder
        {
            NodeName = node,
            ExpectedUid = asked.Metadata.Uid.Length == 0 ? null : asked.Metadata.Uid,
            ExpectedRevision = await precondition.ResolveAsync(Kind, key.Name, uid, asked.Metadata.ResourceVersion, context.RequestAborted),
            DryRun = context.Request.Query.DryRun(),
        };
        await GrainWrite.AskAsync(() => grains.GetGrain<IPodGrain>(GrainKey.Pod(key.Namespace, key.Name)).Bind(order), context.RequestAborted);
        await StatusAnswer.WriteAsync(context, new Status { State = StatusState.Success, Code = StatusCodes.Status201Created });
    }

    private static string NodeOf(Binding binding)
    {
        if (binding.Target.Kind is not (null or "" or "Node"))
        {
            throw Invalid(binding, FieldErrorReason.NotSupported, "target.kind", $"Unsupported value: \"{binding.Target.Kind}\": supported values: \"Node\", \"<empty>\"");
        }

        if (binding.Target.Name is not { Length: > 0 } name)
        {
            throw Invalid(binding, FieldErrorReason.Required, "target.name", "Required value");
        }

        return TextRules.Faults(ResourceKinds.Of<Node>().NameFormat, name).FirstOrDefault() is { } rule
            ? throw Invalid(binding, FieldErrorReason.Invalid, "target.name", $"Invalid value: \"{name}\": {rule}")
            : name;
    }

    private static ApiException Invalid(Binding binding, string reason, string field, string message) =>
        ApiErrors.Invalid(Kind.Group, BindingKind.Description.Kind, binding.Metadata.Name, [new StatusCause { Reason = reason, Field = field, Message = message }]);
}
