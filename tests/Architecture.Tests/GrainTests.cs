using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Orchestrator.Agent;
using Orchestrator.Contracts;
using Orchestrator.Grains.Pods;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Architecture.Tests;

/// <summary>The rules that grains keep, whichever build it is.</summary>
public sealed partial class GrainTests
{
    private static readonly Assembly[] Assemblies = [typeof(PodGrain).Assembly, typeof(NodeAgentGrain).Assembly];

    private static IEnumerable<Type> Grains =>
        Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type));

    private static IEnumerable<Type> GrainInterfaces => typeof(IPodGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    [Fact]
    public void Message_of_a_grain_is_an_immutable_sealed_record()
    {
        var messages = GrainInterfaces.SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .SelectMany(Parts)
            .Where(type => type.Namespace?.StartsWith("Orchestrator.", StringComparison.Ordinal) == true && !type.IsEnum && !type.IsGenericParameter)
            .Distinct()
            .ToList();

        Assert.True(messages.Count >= 10, $"grains have at least ten messages, not {messages.Count}");
        Assert.Empty(messages.Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null).Select(type => $"{type} is no sealed record"));
        Assert.Empty(messages.SelectMany(type => type.GetProperties()).Where(IsWritable).Select(property => $"{property.DeclaringType}.{property.Name} can be set"));
    }

    [Fact]
    public void Call_of_a_grain_is_asynchronous()
    {
        var wrong = GrainInterfaces.SelectMany(type => type.GetMethods())
            .Where(method => !typeof(Task).IsAssignableFrom(method.ReturnType) && !method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal));

        Assert.Empty(wrong.Select(method => $"{method.DeclaringType}.{method.Name}"));
    }

    [Fact]
    public void State_name_is_of_one_grain_class_only()
    {
        var names = Grains.SelectMany(grain => grain.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
            .Where(name => name is not null)
            .ToList();

        Assert.True(names.Count >= 5, $"at least five grain classes have a state, not {names.Count}");
        Assert.Equal(names.Order(), names.Distinct().Order());
    }

    [Fact]
    public void Turn_of_a_grain_is_never_blocked_or_left()
    {
        var found =
            from file in SourceFile.Product
            where file.Room == "Orchestrator.Grains"
            from match in Blocking().Matches(file.Code)
            select $"{file.Path}: {match.Value}";

        Assert.Empty(found);
    }

    [Fact]
    public void Task_that_is_not_known_to_have_ended_is_never_asked_for_its_result()
    {
        var found =
            from file in SourceFile.Product
            where file.Room.StartsWith("Orchestrator.", StringComparison.Ordinal)
            from line in file.Code.Split('\n')
            where Regex.IsMatch(line, @"\.GetAwaiter\(\)\.GetResult\(\)|Task\.Run\(") || (Regex.IsMatch(line, @"Task\.Result\b") && !line.Contains("IsCompletedSuccessfully"))
            select $"{file.Path}: {line.Trim()}";

        Assert.Empty(found);
    }

    // Arrays, tasks and nullables say what is in them.
    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsArray ? Parts(type.GetElementType()!)
        : [type];

    private static bool IsWritable(PropertyInfo property) =>
        (property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"))
        || property.PropertyType.IsArray
        || (typeof(IList).IsAssignableFrom(property.PropertyType) && !property.PropertyType.Name.StartsWith("Immutable", StringComparison.Ordinal));

    [GeneratedRegex(@"ConfigureAwait\s*\(\s*false|\.Result\b|\.Wait\(\)|Task\.Run\(|GetAwaiter\(\)\.GetResult|Thread\.Sleep|Task\.Factory")]
    private static partial Regex Blocking();
}
