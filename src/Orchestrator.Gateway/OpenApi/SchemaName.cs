using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.CustomResources;
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

    private static readonly ImmutableArray<Type> Documents =
    [
        .. new[] { typeof(IDocument).Assembly, typeof(SchemaName).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type != typeof(CustomObject) && type.IsAssignableTo(typeof(IDocument)) && type.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<Type, string> Packages = PackagesOfParts();

    /// <summary>The name of a record's schema.</summary>
    public static string Of(Type record) => $"{PackageOf(record)}.{record.Name}";

    /// <summary>The name of the schema of a kind's list.</summary>
    public static string OfList(KindDescription kind) => $"{(kind.Custom is null ? PackageOf(kind.Type) : PackageOfCustom(kind))}.{kind.ListKind}";

    /// <summary>The name of the schema of a kind.</summary>
    public static string Of(KindDescription kind) => kind.Custom is null ? Of(kind.Type) : $"{PackageOfCustom(kind)}.{kind.Kind}";

    private static string PackageOfCustom(KindDescription kind) => $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}";

    private static string PackageOf(Type record)
    {
        if (record.Namespace == typeof(ObjectMeta).Namespace)
        {
            return Meta;
        }

        if (Packages.TryGetValue(record, out var package))
        {
            return package;
        }

        // No document beside it has it: it is named like those that stand there.
        return PackageOfDocument(Documents.FirstOrDefault(document => document.Namespace == record.Namespace)
            ?? throw new InvalidOperationException($"{record} is declared beside no document, so that its schema has no name"));
    }

    private static string PackageOfDocument(Type record)
    {
        var document = GroupVersionKind.Of(record);
        var group = document.Group.Length == 0 ? "core" : document.Group.Split('.')[0];
        return $"io.k8s.api.{group}.{document.Version}";
    }

    /// <summary>The parts of a document that are declared beside it are named like it.</summary>
    private static FrozenDictionary<Type, string> PackagesOfParts()
    {
        var packages = new Dictionary<Type, string>();
        foreach (var document in Documents.Where(type => type.Namespace != typeof(ObjectMeta).Namespace))
        {
            packages[document] = PackageOfDocument(document);
            AddParts(document, document);
        }

        return packages.ToFrozenDictionary();

        void AddParts(Type document, Type record)
        {
            foreach (var part in ObjectSchema.Of(record).Fields.Select(field => field.Object?.Type).OfType<Type>())
            {
                if (part.Namespace == document.Namespace && packages.TryAdd(part, packages[document]))
                {
                    AddParts(document, part);
                }
            }
        }
    }
}
