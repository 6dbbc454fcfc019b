using NumericsCore.Mutants;

return MutantsTool.Run(args);
