using System.Collections.Immutable;
using Orchestrator.Contracts.Access;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;

namespace Gateway.Tests.Fixtures;

/// <summary>Service accounts, roles and bindings of a gateway under test.</summary>
public static class Accounts
{
    /// <summary>Makes a service account and a token of it.</summary>
    public static async Task<string> AccountAsync(this GatewayHost host, string ns, string name, BoundObject? boundTo = null, params string[] audiences)
    {
        if (host.Resources.Find("ServiceAccount", ns, name) is not { } stored)
        {
            stored = host.Resources.Put(new ServiceAccount { Metadata = new ObjectMeta { Namespace = ns, Name = name, Uid = $"uid-of-{ns}-{name}" } });
        }

        var order = new ServiceAccountTokenOrder
        {
            Namespace = ns,
            Name = name,
            Uid = stored.Uid,
            Lifetime = TimeSpan.FromHours(1),
            BoundTo = boundTo,
            Audiences = [.. audiences],
        };
        return (await host.Tokens.IssueAsync(order, CancellationToken.None)).Value;
    }

    /// <summary>Gives a service account rules in a namespace.</summary>
    public static void Allow(this GatewayHost host, string ns, string account, string accountNamespace, params PolicyRule[] rules)
    {
        var name = $"{accountNamespace}-{account}";
        host.Resources.Put(new Role { Metadata = Meta(ns, name), Rules = [.. rules] });
        host.Resources.Put(new RoleBinding
        {
            Metadata = Meta(ns, name),
            RoleRef = new RoleRef { ApiGroup = RbacGroup.Name, Kind = "Role", Name = name },
            Subjects = [Subject(account, accountNamespace)],
        });
    }

    /// <summary>Gives a service account rules everywhere.</summary>
    public static void AllowEverywhere(this GatewayHost host, string account, string accountNamespace, params PolicyRule[] rules)
    {
        var name = $"{accountNamespace}-{account}";
        host.Resources.Put(new ClusterRole { Metadata = Meta("", name), Rules = [.. rules] });
        host.Resources.Put(new ClusterRoleBinding
        {
            Metadata = Meta("", name),
            RoleRef = new RoleRef { ApiGroup = RbacGroup.Name, Kind = "ClusterRole", Name = name },
            Subjects = [Subject(account, accountNamespace)],
        });
    }

    /// <summary>A rule; words are separated by commas.</summary>
    public static PolicyRule Rule(string verbs, string groups, string resources, string names = "") => new()
    {
        Verbs = Words(verbs),
        ApiGroups = [.. groups.Split(',')],
        Resources = Words(resources),
        ResourceNames = Words(names),
    };

    private static ImmutableArray<string> Words(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static Subject Subject(string name, string ns) => new() { Kind = SubjectKind.ServiceAccount, Name = name, Namespace = ns };

    private static ObjectMeta Meta(string ns, string name) => new() { Namespace = ns, Name = name, Uid = $"uid-{ns}-{name}-{Guid.NewGuid()}" };
}
