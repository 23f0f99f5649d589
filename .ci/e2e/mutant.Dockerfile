# The pod with a filter between its log and the world, for the mutation test of assess.sh: MUTANT_LOG is a sed script for every
# line, MUTANT_ENV one more variable of the process.
FROM inference-pod:ci
ENV MUTANT_LOG="" MUTANT_ENV="MUTANT=1"
ENTRYPOINT ["bash", "-c", "export \"$MUTANT_ENV\"; exec java -XX:AOTCache=/app/pod.aot -jar /app/inference-pod.jar > >(exec sed -u \"$MUTANT_LOG\")"]
