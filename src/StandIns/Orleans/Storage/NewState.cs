using System.Runtime.CompilerServices;

namespace Orleans.Storage;

/// <summary>Makes the state of a grain that has none stored.</summary>
internal static class NewState
{
    public static T Create<T>() => typeof(T) == typeof(string)
        ? (T)(object)string.Empty
        : typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance<T>()
            : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
