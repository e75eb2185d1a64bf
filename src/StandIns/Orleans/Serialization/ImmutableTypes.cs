using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>Knows the types whose values never change.</summary>
internal static class ImmutableTypes
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    private static readonly FrozenSet<Type> Simple = new[]
    {
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(BigInteger), typeof(Half), typeof(Int128), typeof(UInt128), typeof(IPAddress),
        typeof(CultureInfo), typeof(JsonElement), typeof(BinaryData), typeof(CancellationToken), typeof(object),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> OfImmutable = new[]
    {
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedSet<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableQueue<>),
        typeof(ImmutableStack<>), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>),
    }.ToFrozenSet();

    public static bool Contains(Type type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, Examine);

    private static bool Examine(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || Simple.Contains(type)
        || type.IsDefined(typeof(ImmutableAttribute), inherit: false)
        || typeof(Type).IsAssignableFrom(type)
        || (type.IsGenericType && OfImmutable.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments().All(ContainsAll));

    // What is declared as a class that can be derived from may hold anything.
    private static bool ContainsAll(Type type) => (type.IsSealed || type.IsValueType) && Contains(type);
}
