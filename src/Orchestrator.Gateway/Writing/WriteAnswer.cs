using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Access.Audit;
using Orchestrator.Gateway.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>Answers writes with the object as it is then, and with the version that the write got.</summary>
internal sealed class WriteAnswer<T>(ResourceModel<T> model, IResourceReader reader, ObjectAnswer<T> answer)
    where T : class, IResource<T>
{
    public async Task WriteAsync(HttpContext context, int code, T resource, long revision)
    {
        // A name that the server made stands in no path, and is what the audit log has to say.
        context.Features.Set(new WrittenObject(resource.Metadata.Name));
        var versioned = await WithVersionAsync(resource, revision, context.RequestAborted);
        await answer.WriteAsync(context, code, model.Shown(ResourceJson.SerializeToUtf8(versioned)));
    }

    /// <summary>The object with its version. What was only tried (<c>dryRun</c>) has none.</summary>
    public async Task<T> WithVersionAsync(T resource, long revision, CancellationToken cancellationToken)
    {
        var version = await reader.FindVersionAsync(resource.Metadata.Uid, revision, cancellationToken);
        return resource.WithMetadata(resource.Metadata with { ResourceVersion = version?.ToString(CultureInfo.InvariantCulture) });
    }
}
