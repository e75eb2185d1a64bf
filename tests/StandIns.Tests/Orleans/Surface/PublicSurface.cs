using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace StandIns.Tests.Silos;

/// <summary>The public types of an assembly, each with its kind and with its public and protected members as text.</summary>
internal sealed class PublicSurface
{
    private static readonly SignatureText Text = new();

    private readonly Dictionary<string, string?> _bases = new(StringComparer.Ordinal);

    private PublicSurface()
    {
    }

    /// <summary>Each type with its members.</summary>
    public SortedDictionary<string, HashSet<string>> Types { get; } = new(StringComparer.Ordinal);

    public static PublicSurface Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var surface = new PublicSurface();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (IsPublic(reader, type))
            {
                var name = Text.GetTypeFromDefinition(reader, handle, 0);
                surface.Types[name] = [.. MembersOf(reader, type)];
                surface._bases[name] = BaseOf(reader, type);
            }
        }

        return surface;
    }

    /// <summary>The members of a type and of the types of this assembly that it derives from.</summary>
    public HashSet<string> AllMembersOf(string type)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (var name = type; name is not null && Types.TryGetValue(name, out var own); name = _bases.GetValueOrDefault(name))
        {
            members.UnionWith(own);
        }

        return members;
    }

    private static bool IsPublic(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsPublic(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static IEnumerable<string> MembersOf(MetadataReader reader, TypeDefinition type)
    {
        yield return $"kind {KindOf(reader, type)}";
        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem)
            {
                var isStatic = method.Attributes.HasFlag(MethodAttributes.Static) ? "static " : string.Empty;
                yield return $"{isStatic}{reader.GetString(method.Name)}: {SignatureText.Write(method.DecodeSignature(Text, null))}";
            }
        }

        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem)
            {
                yield return $"field {reader.GetString(field.Name)}: {field.DecodeSignature(Text, null)}{ValueOf(reader, field)}";
            }
        }
    }

    private static string KindOf(MetadataReader reader, TypeDefinition type) =>
        type.Attributes.HasFlag(TypeAttributes.Interface) ? "interface"
        : BaseOf(reader, type) is "System.Enum" ? "enum"
        : BaseOf(reader, type) is "System.ValueType" ? "struct"
        : "class";

    private static string? BaseOf(MetadataReader reader, TypeDefinition type) => type.BaseType.Kind switch
    {
        _ when type.BaseType.IsNil => null,
        HandleKind.TypeDefinition => Text.GetTypeFromDefinition(reader, (TypeDefinitionHandle)type.BaseType, 0),
        HandleKind.TypeReference => Text.GetTypeFromReference(reader, (TypeReferenceHandle)type.BaseType, 0),
        _ => null,
    };

    // The values of an enumeration are part of what is stored and sent.
    private static string ValueOf(MetadataReader reader, FieldDefinition field)
    {
        if (field.GetDefaultValue() is not { IsNil: false } handle)
        {
            return string.Empty;
        }

        var constant = reader.GetConstant(handle);
        return $" = {Convert.ToHexString(reader.GetBlobBytes(constant.Value))}";
    }
}
