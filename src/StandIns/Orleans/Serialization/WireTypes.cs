using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Orleans.Serialization;

/// <summary>
/// The names of types in messages. Only types that belong in messages are made of what came: the application's, those registered as messages, the
/// plain ones, and collections of those.
/// </summary>
internal sealed partial class WireTypes(IEnumerable<JsonMessages> registrations)
{
    private static readonly string Own = typeof(WireTypes).Assembly.GetName().Name!;
    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private readonly ConcurrentDictionary<string, Type?> _types = new(StringComparer.Ordinal);
    private readonly JsonMessages[] _registrations = [.. registrations];

    /// <summary>The name, with the names of assemblies but not with their versions.</summary>
    public static string NameOf(Type type) => Names.GetOrAdd(type, static type => Versions().Replace(type.AssemblyQualifiedName!, string.Empty));

    /// <summary>The type of that name; null if it is not here, or does not belong in messages.</summary>
    public Type? Find(string name) => _types.TryGetValue(name, out var known) ? known : _types.GetOrAdd(name, Load);

    private Type? Load(string name)
    {
        try
        {
            return Type.GetType(name, throwOnError: false) is { } type && IsMessage(type) ? type : null;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException or TypeLoadException)
        {
            return null;
        }
    }

    private bool IsMessage(Type type) => type switch
    {
        { HasElementType: true } => type.IsSZArray && IsMessage(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().All(IsMessage) && (IsCollection(type) || IsApplications(type.Assembly)),
        _ => type.IsPrimitive || type.IsEnum || ImmutableTypes.Contains(type) || type.IsAssignableTo(typeof(Exception)) || IsApplications(type.Assembly)
            || Array.Exists(_registrations, messages => messages.IsSupported?.Invoke(type) ?? false),
    };

    private static bool IsCollection(Type type) =>
        type.Namespace is { } space && (space == "System" || space.StartsWith("System.Collections", StringComparison.Ordinal));

    private static bool IsApplications(Assembly assembly) =>
        assembly.GetName().Name == Own || Array.Exists(assembly.GetReferencedAssemblies(), reference => reference.Name == Own);

    [GeneratedRegex(@", (Version|Culture|PublicKeyToken)=[^,\]]*")]
    private static partial Regex Versions();
}
