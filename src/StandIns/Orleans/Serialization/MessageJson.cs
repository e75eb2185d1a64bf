using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Messaging;

namespace Orleans.Serialization;

/// <summary>The JSON of messages: which options a type is written with, and as which type a value is written.</summary>
internal sealed class MessageJson
{
    private readonly (JsonMessages Messages, JsonSerializerOptions Options)[] _registrations;
    private readonly JsonSerializerOptions _plain;
    private readonly ConcurrentDictionary<Type, JsonSerializerOptions> _options = new();

    public MessageJson(IEnumerable<JsonMessages> registrations, IServiceProvider services)
    {
        // Asked for late, because whoever makes references writes messages too.
        var references = new GrainReferenceJsonConverter(services.GetRequiredService<GrainCaller>);
        _plain = Complete(new JsonSerializerOptions(), references);
        _registrations = [.. registrations.Select(messages =>
            (messages, messages.Options is null ? _plain : Complete(new JsonSerializerOptions(messages.Options), references)))];
    }

    /// <summary>The options for a type: those of the first registration that includes it.</summary>
    public JsonSerializerOptions OptionsFor(Type type) => _options.GetOrAdd(
        type,
        static (type, json) => Array.Find(json._registrations, registration => registration.Messages.Include(type)).Options ?? json._plain,
        this);

    /// <summary>The type that a value is written and read as.</summary>
    public static Type TypeOf(object value, Type declaredType)
    {
        var type = value.GetType();

        // A collection expression behind an interface has a type of the compiler's, which JSON cannot make again; references are their interface.
        return declaredType.IsInterface
            && (value is Runtime.IAddressable || !type.IsPublic || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            ? declaredType
            : type;
    }

    // Tuples are fields.
    private static JsonSerializerOptions Complete(JsonSerializerOptions options, GrainReferenceJsonConverter references)
    {
        options.IncludeFields = true;
        options.Converters.Add(references);
        return options;
    }
}
