using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Access.Rules;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Lets those who may ask in somebody else's name: <c>kubectl --as</c>.</summary>
internal sealed class Impersonation(Authorizer authorizer)
{
    private const string Prefix = "Impersonate-";
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";
    private const string UidHeader = "Impersonate-Uid";
    private const string UidGroup = "authentication.k8s.io";

    /// <summary>The caller in whose name the request is made: itself where it names nobody.</summary>
    public async ValueTask<Caller> ApplyAsync(HttpContext context, Caller caller)
    {
        var headers = context.Request.Headers;
        var asked = headers.Keys.Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        if (asked.Count == 0)
        {
            return caller;
        }

        if (asked.FirstOrDefault(key => !new[] { UserHeader, GroupHeader, UidHeader }.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } other)
        {
            throw ApiErrors.BadRequest($"the header {other} is not served; {UserHeader}, {GroupHeader} and {UidHeader} are");
        }

        var (name, uid) = (headers[UserHeader].ToString(), headers[UidHeader].ToString());
        if (name.Length == 0)
        {
            throw ApiErrors.BadRequest($"{GroupHeader} and {UidHeader} need {UserHeader}, which names the user");
        }

        ImmutableArray<string> groups = [.. headers[GroupHeader].OfType<string>()];
        await RequireAsync(caller, name, groups, uid, context.RequestAborted);
        return new Caller { Name = name, Uid = uid, Groups = GroupsOf(name, groups), KnownBy = caller.KnownBy, Impersonator = caller };
    }

    private async Task RequireAsync(Caller caller, string name, ImmutableArray<string> groups, string uid, CancellationToken cancellationToken)
    {
        var user = ServiceAccountOf(name) is var (ns, account)
            ? new AccessRequest { Verb = "impersonate", Resource = "serviceaccounts", Namespace = ns, Name = account }
            : new AccessRequest { Verb = "impersonate", Resource = "users", Name = name };
        var all = groups.Select(group => new AccessRequest { Verb = "impersonate", Resource = "groups", Name = group }).Prepend(user);
        if (uid.Length > 0)
        {
            all = all.Append(new AccessRequest { Verb = "impersonate", Group = UidGroup, Resource = "uids", Name = uid });
        }

        foreach (var request in all)
        {
            await authorizer.RequireAsync(caller, request, cancellationToken);
        }
    }

    private static ImmutableArray<string> GroupsOf(string name, ImmutableArray<string> groups)
    {
        if (groups.IsEmpty && ServiceAccountOf(name) is var (ns, account))
        {
            return Caller.OfServiceAccount(ns, account, "").Groups;
        }

        return groups.Contains(KnownGroup.Authenticated) || groups.Contains(KnownGroup.Unauthenticated) ? groups : groups.Add(KnownGroup.Authenticated);
    }

    private static (string Namespace, string Name)? ServiceAccountOf(string name) =>
        name.StartsWith(Caller.ServiceAccountPrefix, StringComparison.Ordinal) && name[Caller.ServiceAccountPrefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } account]
            ? (ns, account)
            : null;
}
