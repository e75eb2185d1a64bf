using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>
/// Writes exceptions as they cross silos, each as its own type: with message, stack trace, inner exception, and the members that have an
/// <see cref="IdAttribute"/>. As with Orleans, one that is neither the framework's nor marked with <see cref="GenerateSerializerAttribute"/> becomes
/// a <see cref="CodecNotFoundException"/>, and one that is not known where it arrives an <see cref="UnavailableExceptionFallbackException"/>.
/// </summary>
internal sealed class WireExceptions(WireValues values, WireTypes types)
{
    private const BindingFlags AllOfInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Members = new();

    public void Write(Utf8JsonWriter writer, Exception exception)
    {
        var sent = CanCross(exception.GetType()) ? exception : Unserializable(exception);
        var type = sent.GetType();
        writer.WriteStartObject();
        writer.WriteString("type", sent is UnavailableExceptionFallbackException unavailable ? unavailable.ExceptionType : WireTypes.NameOf(type));
        writer.WriteString("message", sent.Message);
        writer.WriteString("stackTrace", sent.StackTrace ?? exception.StackTrace);
        writer.WriteNumber("hResult", sent.HResult);
        if (sent.InnerException is { } inner)
        {
            writer.WritePropertyName("inner");
            Write(writer, inner);
        }

        writer.WriteStartObject("members");
        foreach (var (name, member) in MembersOf(type))
        {
            writer.WriteStartArray(name);
            values.Write(writer, member.GetValue(sent), member.PropertyType);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public Exception Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    private Exception Read(JsonElement element)
    {
        var name = element.GetProperty("type").GetString()!;
        var message = element.GetProperty("message").GetString();
        var inner = element.TryGetProperty("inner", out var nested) ? Read(nested) : null;
        var type = types.Find(name);
        var exception = type is not null && type.IsAssignableTo(typeof(Exception))
            ? Create(type, message, inner)
            : new UnavailableExceptionFallbackException(message, inner) { ExceptionType = name };
        MessageOf(exception) = message;
        InnerOf(exception) = inner;
        exception.HResult = element.GetProperty("hResult").GetInt32();
        ReadMembers(element.GetProperty("members"), exception);
        if (element.GetProperty("stackTrace").GetString() is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, trace);
        }

        return exception;
    }

    private void ReadMembers(JsonElement members, Exception exception)
    {
        var known = MembersOf(exception.GetType());
        foreach (var written in members.EnumerateObject())
        {
            if (known.TryGetValue(written.Name, out var member))
            {
                member.SetValue(exception, values.Read(JsonSerializer.SerializeToUtf8Bytes(written.Value), member.PropertyType));
            }
        }
    }

    private static bool CanCross(Type type) =>
        type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        || type.Namespace is { } space && (space.Split('.')[0] is "System" or "Microsoft" or "Azure");

    private static CodecNotFoundException Unserializable(Exception exception) =>
        new($"Could not find a codec for type {exception.GetType()}: give it [GenerateSerializer]. Its message was: {exception.Message}");

    // A constructor of the usual kind sets what the type keeps beside message and inner exception; where there is none those stay at their defaults.
    private static Exception Create(Type type, string? message, Exception? inner)
    {
        var exception = type.GetConstructor([typeof(string), typeof(Exception)])?.Invoke([message, inner])
            ?? type.GetConstructor([typeof(string)])?.Invoke([message])
            ?? type.GetConstructor([])?.Invoke([])
            ?? RuntimeHelpers.GetUninitializedObject(type);
        return (Exception)exception;
    }

    private static Dictionary<string, PropertyInfo> MembersOf(Type type) => Members.GetOrAdd(type, static type =>
    {
        var members = new Dictionary<string, PropertyInfo>(StringComparer.Ordinal);
        for (var at = type; at is not null && at != typeof(Exception); at = at.BaseType)
        {
            foreach (var member in at.GetProperties(AllOfInstance).Where(member => member.IsDefined(typeof(IdAttribute)) && member.SetMethod is not null))
            {
                members.TryAdd(member.Name, member);
            }
        }

        return members;
    });

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerOf(Exception exception);
}
