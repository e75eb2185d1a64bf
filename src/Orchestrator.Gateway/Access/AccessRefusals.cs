using Orchestrator.Contracts;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access;

/// <summary>How those are answered who may not, in Kubernetes' words.</summary>
internal static class AccessRefusals
{
    /// <summary>401: it is not known who asks. What was wrong with the credentials is not said, for that would help whoever guesses.</summary>
    public static ApiException Unauthorized() => ApiErrors.Of(401, "Unauthorized", "Unauthorized", null);

    /// <summary>403: the caller may not do that.</summary>
    public static ApiException Forbidden(Caller caller, AccessRequest request)
    {
        if (!request.IsResource)
        {
            return ApiErrors.Of(403, "Forbidden", $"forbidden: User \"{caller.Name}\" cannot {request.Verb} path \"{request.Path}\"", new StatusDetails());
        }

        var what = request.Group.Length > 0 ? $"{request.Resource}.{request.Group}" : request.Resource;
        var which = request.Name.Length > 0 ? $"{what} \"{request.Name}\"" : what;
        var where = request.Namespace.Length > 0 ? $"in the namespace \"{request.Namespace}\"" : "at the cluster scope";
        return ApiErrors.Of(
            403,
            "Forbidden",
            $"{which} is forbidden: User \"{caller.Name}\" cannot {request.Verb} resource \"{request.FullResource}\" in API group \"{request.Group}\" {where}",
            new StatusDetails { Name = request.Name.Length > 0 ? request.Name : null, Group = request.Group.Length > 0 ? request.Group : null, Kind = request.Resource });
    }
}
