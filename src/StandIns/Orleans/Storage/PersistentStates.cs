using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Makes the persistent states that grain constructors ask for.</summary>
internal static class PersistentStates
{
    public const string DefaultStorageName = "Default";

    private static readonly MethodInfo CreateMethod = typeof(PersistentStates).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Func<Activation, object?> FactoryFor(Type parameterType, PersistentStateAttribute attribute)
    {
        if (!parameterType.IsGenericType || parameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException($"[PersistentState(\"{attribute.StateName}\")] belongs on an IPersistentState<T>, not on a {parameterType}.");
        }

        var create = CreateMethod.MakeGenericMethod(parameterType.GetGenericArguments());
        return activation => create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [activation, attribute], null);
    }

    private static PersistentState<T> Create<T>(Activation activation, PersistentStateAttribute attribute)
    {
        var storage = Storage(activation.ActivationServices, attribute.StorageName);
        var state = new PersistentState<T>(attribute.StateName, activation.GrainId, storage);
        activation.AddStep(state);
        return state;
    }

    private static IGrainStorage Storage(IServiceProvider services, string? name) => string.IsNullOrWhiteSpace(name)
        ? services.GetService<IGrainStorage>()
            ?? throw new OrleansConfigurationException("There is no default storage: call ISiloBuilder.AddAdoNetGrainStorageAsDefault(...).")
        : services.GetKeyedService<IGrainStorage>(name)
            ?? throw new OrleansConfigurationException($"There is no storage named \"{name}\": call ISiloBuilder.AddAdoNetGrainStorage(\"{name}\", ...).");
}
