using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's stored state as a constructor parameter that carries <see cref="PersistentStateAttribute"/>. It is read before activation.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
