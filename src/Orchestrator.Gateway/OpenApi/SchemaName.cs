using System.Collections.Frozen;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>Names of schemas, as Kubernetes has them: programs are generated from these names, and clients look some of them up.</summary>
internal static class SchemaName
{
    /// <summary>A number or text.</summary>
    public const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    /// <summary>An amount.</summary>
    public const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";

    /// <summary>A time in seconds.</summary>
    public const string Time = $"{Meta}.Time";

    /// <summary>A time with microseconds.</summary>
    public const string MicroTime = $"{Meta}.MicroTime";

    /// <summary>A patch of whatever type.</summary>
    public const string Patch = $"{Meta}.Patch";

    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";

    /// <summary>The parts of documents are named like the documents beside which they are declared.</summary>
    private static readonly FrozenDictionary<string, string> Packages = new[] { typeof(IDocument).Assembly, typeof(SchemaName).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false, Namespace: not null } && type.IsAssignableTo(typeof(IDocument)) && type.GetConstructor(Type.EmptyTypes) is not null)
        .GroupBy(type => type.Namespace!)
        .ToFrozenDictionary(types => types.Key, types => PackageOf(types.MinBy(type => type.Name, StringComparer.Ordinal)!));

    /// <summary>The name of a record's schema.</summary>
    public static string Of(Type record) => $"{PackageOf(record)}.{record.Name}";

    /// <summary>The name of the schema of a kind's list.</summary>
    public static string OfList(KindDescription kind) => $"{PackageOf(kind.Type)}.{kind.Kind}List";

    private static string PackageOf(Type record)
    {
        if (record.Namespace == typeof(ObjectMeta).Namespace)
        {
            return Meta;
        }

        if (!record.IsAssignableTo(typeof(IDocument)))
        {
            return Packages[record.Namespace!];
        }

        var document = GroupVersionKind.Of(record);
        var group = document.Group.Length == 0 ? "core" : document.Group.Split('.')[0];
        return $"io.k8s.api.{group}.{document.Version}";
    }
}
